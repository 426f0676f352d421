// Polski: what is shown beside the fields of what somebody designs.
export const preview = {
  dark: 'Ciemny',
  desktop: 'Komputer',
  light: 'Jasny',
  phone: 'Telefon',
  shade: 'Odcień',
  title: 'Podgląd',
  width: 'Szerokość',
} as const;
