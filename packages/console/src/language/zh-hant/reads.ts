// Traditional Chinese: the log of who read what.
export const reads = {
  about: '誰、為何種用途、讀取了誰的什麼。只保存所顯示內容的名稱，從不保存其值。',
  aboutOne: '誰、為何種用途讀取了顧客 {{id}} 的資料。',
  column: {
    at: '時間',
    fields: '顯示的內容',
    people: '涉及的人',
    purpose: '用途',
    reader: '讀取者',
    what: '方式',
  },
  empty: '還沒有人讀取過',
  emptyWords: '對個人資料的每次讀取都記錄在此：成員、API 金鑰以及其他頁面中的卡片。',
  nobody: '無',
  people_other: '{{count, number}} 人',
  showAll: '顯示全部',
  title: '誰讀取了什麼',
  view: '檢視「{{title}}」',
};
