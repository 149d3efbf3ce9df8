"""Documents survive JSON, and one document has one JSON text."""

import json

import pytest

from akuntabel.documents.content import ContentError, Cover, Heading, PageBreak, Paragraph, inline
from akuntabel.documents.serialisation import SerialisationError, from_json, to_json
from documents import samples


def test_round_trip_of_every_block():
    document = samples.document()

    assert from_json(to_json(document)) == document


def test_optional_fields_travel_and_are_left_out_when_unset():
    kept = samples.document((Paragraph(inline("Kendala"), keep_with_next=True),))
    labelled = samples.document((Cover("A", label="DATA CONTOH"),))

    assert '"keep_with_next":true' in to_json(kept)
    assert from_json(to_json(kept)) == kept
    assert from_json(to_json(labelled)) == labelled
    assert "keep_with_next" not in to_json(samples.document((Paragraph(inline("x")),)))
    assert "label" not in to_json(samples.document((Cover("A"),)))


def test_canonical_text():
    text = to_json(samples.document((Heading(1, "BAB é"), PageBreak())))

    assert text == (
        '{"author":"Balai POM di Kupang","blocks":[{"level":1,"text":"BAB é","type":"Heading"},'
        '{"type":"PageBreak"}],'
        '"created":"2023-07-31","period":"1 Januari s.d. 30 Juni 2023",'
        '"status":"Rancangan, bukan dokumen resmi",'
        '"subtitle":"Triwulan II Tahun 2023","title":"LAPORAN KINERJA INTERIM","type":"Document",'
        '"unit":"Balai POM di Kupang"}'
    )


def test_the_order_of_keys_and_spaces_in_the_source_do_not_matter():
    document = samples.document()
    shuffled = json.dumps(json.loads(to_json(document)), indent=2)

    assert to_json(from_json(shuffled)) == to_json(document)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "Not JSON at line 1"),
        ('{"type":"Heading","level":1,"text":"x"}', 'must be "Document"'),
        ('{"type":"Document","blocks":[{"type":"Gambar"}]}', r"document\.blocks\[0\] has type 'Gambar'"),
        ('{"type":"Document","blocks":[{"type":"PageBreak","warna":1}]}', "no field 'warna'"),
        ('{"type":"Document","title":"x"}', "is incomplete"),
        ('{"type":"Document","created":"31-07-2023"}', "write a date as 2023-07-31"),
    ],
)
def test_faults_name_their_place(text, says):
    with pytest.raises(SerialisationError, match=says):
        from_json(text)


def test_an_impossible_block_is_refused_on_reading():
    with pytest.raises(ContentError, match="level 9"):
        from_json('{"type":"Document","blocks":[{"type":"Heading","level":9,"text":"x"}]}')
