// 简体中文: what is shown beside the fields of what somebody designs.
export const preview = {
  dark: '深色',
  desktop: '电脑',
  light: '浅色',
  phone: '手机',
  shade: '明暗',
  title: '预览',
  width: '宽度',
} as const;
