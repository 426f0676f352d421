// The purpose that people's data is being looked at for: in the address, else the member's last choice.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { setPreferences, usePreferences } from '../../app/preferences.ts';

/** The purpose and how to change it. Every query for people's data carries it. */
export function usePurpose(): { purpose: string; setPurpose: (slug: string) => void } {
  const fromAddress = useSearch({ strict: false, select: (search) => search.purpose });
  const { purpose: remembered } = usePreferences();
  const navigate = useNavigate();
  const setPurpose = (slug: string) => {
    setPreferences({ purpose: slug });
    void navigate({ to: '.', search: (before) => ({ ...before, purpose: slug }), replace: true });
  };
  return { purpose: fromAddress ?? remembered, setPurpose };
}
