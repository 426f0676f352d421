// 繁體中文: the frame around the pages, signing in, and errors.
export const shell = {
  find: {
    dark: '切換為深色',
    failed: '目前無法搜尋顧客，頁面與動作仍可使用。',
    group: { people: '顧客', pages: '頁面', sources: '來源', actions: '動作' },
    light: '切換為淺色',
    nothing: '找不到「{{text}}」。請試試部分姓名、電子郵件或識別碼。',
    placeholder: '尋找顧客、頁面與動作',
    searching: '正在搜尋顧客',
  },
  keys: {
    close: '關閉',
    open: '開啟該列',
    pageSearch: '在此頁搜尋',
    pause: '暫停或繼續即時畫面',
    rows: '下一列與上一列',
    search: '尋找顧客、頁面、動作',
    sheet: '本說明',
  },
  language: '語言',
  member: '成員',
  menu: '導覽',
  notFound: {
    home: '前往首頁',
    title: '這個網址沒有頁面',
    words: '連結可能已過期，或缺少了一部分。',
  },
  openMenu: '開啟導覽',
  page: {
    home: '首頁',
    live: '即時',
    sources: '來源',
    import: '匯入',
    quarantine: '隔離區',
    rules: '身分規則',
    refusals: '拒絕與超級節點',
    people: '顧客',
    purposes: '用途',
    notices: '告知內容',
    gate: '查詢許可',
    consent: '同意',
    suppressions: '排除名單',
    recipients: '接收者',
    processingRecord: '處理活動紀錄',
    labels: '資料標籤',
    pipeline: '處理管線',
  },
  pillar: { connect: '連接', understand: '理解', respect: '尊重' },
  search: '尋找',
  shortcuts: '鍵盤快速鍵',
  signOut: '登出',
  skip: '跳到內容',
  theme: { title: '外觀', auto: '跟隨系統', light: '淺色', dark: '深色' },
  version: 'Rapport {{version}}',
  waiting_other: '{{count, number}} 則訊息等待處理',
  zone: { title: '時間顯示', local: '這台電腦的時區（{{zone}}）' },
};

export const signIn = {
  again: '您已登出。登入後可回到原來的頁面。',
  email: '電子郵件',
  first: '第一次使用？Rapport 首次啟動時，已在終端機印出第一位成員的電子郵件與密碼。',
  password: '密碼',
  submit: '登入',
  title: '登入 Rapport',
  tooMany: '嘗試次數過多。請稍等一分鐘再試。',
  wrong: '電子郵件與密碼不相符。',
};

export const error = {
  failed: {
    title: 'Rapport 內部發生錯誤',
    todo: '請再試一次。若仍然發生，請以下方的編號查看伺服器記錄。',
  },
  forbidden: {
    title: '您無權檢視這項內容',
    todo: '請向此工作區的擁有者申請權限。',
  },
  missing: {
    title: '這項內容不存在',
    todo: '可能已被移除，或網址不完整。',
  },
  quote: '代碼 <code>{{code}}</code>，查詢編號 <id/>',
  refused: {
    title: 'Rapport 拒絕了這個請求',
    todo: '請修改請求內容後再試。',
  },
  retry: '再試一次',
  unreachable: {
    title: '無法連上 Rapport',
    todo: '請確認伺服器正在執行，且這台電腦已連線。資料沒有任何變更。',
  },
};
