// A field for a moment, in the zone that the member reads times in. Its value is ISO 8601.
import { usePreferences } from '../app/preferences.ts';
import { TextField } from './field.tsx';
import { toFieldText, toMoment } from './moment.ts';

export function MomentField({
  label,
  help,
  fault,
  value,
  onValue,
}: {
  label: string;
  help?: string;
  fault?: string;
  value: string | undefined;
  onValue: (moment: string | undefined) => void;
}) {
  const { zone } = usePreferences();
  return (
    <TextField
      type="datetime-local"
      label={label}
      help={help}
      fault={fault}
      value={toFieldText(value, zone)}
      onChange={(event) => onValue(toMoment(event.currentTarget.value, zone))}
    />
  );
}
