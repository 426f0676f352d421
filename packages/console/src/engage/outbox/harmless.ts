// A mail as it can be looked at without telling anybody: it was not opened by whom it is for, and nothing in it is clicked.

/**
 * Without images of one point, which tell of an opening, and with links that only a new window could follow, which a frame that may
 * open none does not.
 */
export function toHarmless(html: string): string {
  const quiet = html
    .replace(/<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi, (image) => (isPoint(image) ? '' : image))
    .replace(/<base\b[^>]*>/gi, '')
    .replace(
      /(<(?:a|area|form)\b(?:[^>"']|"[^"]*"|'[^']*')*?)\starget\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi,
      '$1',
    );
  const base = '<base target="_blank">';
  return /<head\b[^>]*>/i.test(quiet) ? quiet.replace(/<head\b[^>]*>/i, (head) => head + base) : base + quiet;
}

const isPoint = (image: string): boolean =>
  ['width', 'height'].every((side) =>
    new RegExp(`\\s${side}\\s*=\\s*["']?[01](?:px)?["'\\s/>]`, 'i').test(image),
  );
