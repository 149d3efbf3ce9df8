// Loaded before the body is drawn, so that nothing jumps: tells the style sheets that scripts run.
document.documentElement.classList.add("has-script");
