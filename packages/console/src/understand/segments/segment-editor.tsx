// Builds a segment, a new one or another version of one.
export function NewSegmentPage() {
  return null;
}
export function ChangeSegmentPage() {
  return null;
}
