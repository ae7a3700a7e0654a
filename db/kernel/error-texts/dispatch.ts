export const dispatchErrors = {
  'propose.line-invalid': { status: 400, zh: '第 {line} 行不能处理：{detail}' },
  'model.damaged': { status: 500, zh: '分类模型的文件不完整，不能使用。' },
  'model.unknown': { status: 404, zh: '没有这个版本的分类模型：{version}' },
  'model.refused': { status: 409, zh: '版本 {version} 没有通过评测，不能启用：{reason}' },
  'model.other-classes': {
    status: 409,
    zh: '版本 {version} 是按另一套分类或特征训练的，不能用于现在的数据包。',
  },
  'model.training': { status: 409, zh: '已经有一次训练在进行，请等它结束。' },
} as const
