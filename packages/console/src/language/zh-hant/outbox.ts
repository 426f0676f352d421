// 繁體中文: what would have been sent.
export const outbox = {
  about: '尚未設定郵件伺服器時進入內建寄件匣的郵件：原本要寄出的內容。',
  empty: '「{{purpose}}」沒有郵件',
  emptyWords:
    '郵件依其寄送用途顯示：請在上方選擇另一個用途。一旦由郵件伺服器寄送，新郵件只會出現在「訊息」。',
  from: '寄件者',
  htmlHelp: '您在此的任何操作都不會回報為開啟或點擊。不會抓取其他伺服器的圖片。',
  mail: '郵件',
  noHeaders: '沒有自己的標頭。',
  seeMessages: '查看所有訊息',
  seeWhy: '查看為何寄出',
  tabs: {
    headers: '標頭',
    html: '外觀',
    text: '純文字',
  },
  title: '寄件匣',
  to: '收件者',
  when: '時間',
  why: '原因',
};
