export const importErrors = {
  'import.unreadable': { status: 400, zh: '读不了文件 {file}：{detail}' },
  'import.column-missing': {
    status: 400,
    zh: '文件里没有“{column}”这一列（对应 {field}）。现有的列：{columns}。请用 --map 指定。',
  },
  'import.mapping-invalid': { status: 400, zh: '列对应关系不对：{detail}' },
} as const
