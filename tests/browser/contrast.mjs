// Measures contrast in a page. Each function runs in the browser, so each is self-contained.

/** The contrast of the colours of the theme, by pair. */
export function contrastOfColours() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const styles = getComputedStyle(document.documentElement);
  const luminance = (name) => {
    const value = styles.getPropertyValue(name).trim();
    if (!value || !CSS.supports('color', value)) return NaN;
    canvas.fillStyle = value;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return ['--ink', '--ink-soft', '--accent'].flatMap((text) =>
    ['--paper', '--panel'].map((ground) => {
      const [low, high] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      return [`${text} on ${ground}`, Number.isNaN(contrast) ? 0 : contrast];
    }),
  );
}

/** Texts, those of charts included, whose contrast with what is behind them is below `least`. */
export function faintTexts(least) {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const [r, g, b] = rgba(colour).map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (rgba(colour)[3] > 127) return colour;
    }
    return 'Canvas';
  };
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('title, desc, script, style, template')) continue;
    const styles = getComputedStyle(element);
    const colour = element.closest('svg') ? styles.fill : styles.color;
    const [low, high] = [luminance(colour), luminance(ground(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < least) found.add(`${element.localName}.${element.getAttribute('class') ?? ''} in .${element.parentElement.getAttribute('class') ?? ''}, ${contrast.toFixed(2)}`);
  }
  return [...found];
}
