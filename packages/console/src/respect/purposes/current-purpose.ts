// The purpose that people's data is being looked at for: in the address, else the member's last choice, else the first that
// their role may name.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { setPreferences, usePreferences } from '../../app/preferences.ts';
import { useNameable } from './nameable-purposes.ts';

/** The purpose and how to change it. Every query for people's data carries it. */
export function usePurpose(): { purpose: string; setPurpose: (slug: string) => void } {
  const fromAddress = useSearch({ strict: false, select: (search) => search.purpose });
  const { purpose: remembered } = usePreferences();
  const own = useNameable(remembered);
  const navigate = useNavigate();
  const setPurpose = (slug: string) => {
    setPreferences({ purpose: slug });
    void navigate({ to: '.', search: (before) => ({ ...before, purpose: slug }), replace: true });
  };
  return { purpose: fromAddress ?? own, setPurpose };
}
