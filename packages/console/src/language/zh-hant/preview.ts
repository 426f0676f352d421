// 繁體中文: what is shown beside the fields of what somebody designs.
export const preview = {
  dark: '深色',
  desktop: '電腦',
  light: '淺色',
  phone: '手機',
  shade: '明暗',
  title: '預覽',
  width: '寬度',
} as const;
