// Builds a trait, a new one or another version of one.
export function NewTraitPage() {
  return null;
}
export function ChangeTraitPage() {
  return null;
}
