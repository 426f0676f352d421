// What categories of data are called, in the reader's language; one that this console does not know, as the server tells it.
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useCategories } from './categories-query.ts';

/** The name of a category, from its key. */
export function useCategoryName(): (key: string) => string {
  const { t, i18n } = useTranslation();
  const { data } = useCategories();
  return useMemo(() => {
    const names = new Map(data?.items.map(({ key, name }) => [key, name]));
    return (key) => {
      // Dots would be read as steps into the catalogue.
      const text = `categories.${key.replaceAll('.', '_')}`;
      return i18n.exists(text) ? t(text as 'categories.user') : (names.get(key) ?? key);
    };
  }, [data, t, i18n]);
}
