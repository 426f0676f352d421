// 繁體中文: the words of the consent banner.
import type { BannerTexts } from './texts.ts';

export const zhHant: BannerTexts = {
  language: 'zh-Hant',
  title: '我們可以使用您在這裡的活動嗎？',
  body: '只有在您允許後，我們才會保存您在這些頁面上看了什麼、做了什麼。不允許也一樣可以正常使用。您隨時可以改變主意。',
  accept: '全部接受',
  reject: '全部拒絕',
  choose: '自行選擇',
  save: '儲存我的選擇',
  privacy: '隱私權聲明',
  close: '關閉',
  about: '我們想請您決定',
  saved: '已儲存，即刻生效。',
  gpc: '已遵從您的退出請求',
  gpcWords: '您的瀏覽器要求我們不出售、不分享您的資料。相關用途會保持關閉，即使您選擇全部接受。',
  gpcOff: '已依瀏覽器的要求關閉。您可以另作選擇；只要瀏覽器仍提出要求，我們就照辦。',
  gpcSaved: '已儲存。只要瀏覽器仍提出要求，我們就照辦；您可以在偏好中心允許它所反對的用途。',
};
