// A moment as a date field writes it: without a zone, in the one that the member reads times in.

/** `2026-11-26T12:00` of the member's zone as ISO 8601; nothing for what is no moment. */
export function toMoment(text: string, zone: 'local' | 'UTC'): string | undefined {
  const at = new Date(zone === 'UTC' && text !== '' ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** The other way round, to the minute. */
export function toFieldText(moment: string | undefined, zone: 'local' | 'UTC'): string {
  const at = new Date(moment ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const shown = zone === 'UTC' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shown.toISOString().slice(0, 16);
}
