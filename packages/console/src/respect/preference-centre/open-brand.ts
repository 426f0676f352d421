// The brand whose looks are changed beside the page that wears them, in the address.
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

export function useOpenBrand() {
  const navigate = useNavigate({ from: '/preference-centre' });
  const show = useCallback(
    (search: { brand?: string }) => void navigate({ search, replace: true, resetScroll: false }),
    [navigate],
  );
  return { openBrand: (slug: string) => show({ brand: slug }), closeBrand: () => show({}) };
}
