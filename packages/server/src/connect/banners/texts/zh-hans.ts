// 简体中文: the words of the consent banner.
import type { BannerTexts } from './texts.ts';

export const zhHans: BannerTexts = {
  language: 'zh-Hans',
  title: '我们可以使用您在这里的活动吗？',
  body: '只有在您允许后，我们才会保存您在这些页面上看了什么、做了什么。不允许也一样可以正常使用。您随时可以改变主意。',
  accept: '全部接受',
  reject: '全部拒绝',
  choose: '自行选择',
  save: '保存我的选择',
  privacy: '隐私声明',
  close: '关闭',
  about: '我们想请您决定',
  saved: '已保存，即刻生效。',
  gpc: '已遵从您的退出请求',
  gpcWords: '您的浏览器要求我们不出售、不共享您的数据。相关用途会保持关闭，即使您选择全部接受。',
  gpcOff: '已按浏览器的要求关闭。您可以另作选择；只要浏览器仍提出要求，我们就照办。',
  gpcSaved: '已保存。只要浏览器仍提出要求，我们就照办；您可以在偏好中心允许它所反对的用途。',
};
