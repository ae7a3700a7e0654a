export const attachmentErrors = {
  'attachment.empty': { status: 400, zh: '文件是空的，请重新选择。' },
  'attachment.type-refused': {
    status: 415,
    zh: '这种文件不能上传。可以发照片（JPG、PNG、WebP）、视频（MP4、MOV、WebM）、录音（MP3、M4A、WAV、AMR）或者 PDF。',
  },
  'attachment.too-large': {
    status: 413,
    zh: '文件太大，每个最多 {limit} MB。可以压缩或者剪短后再发。',
  },
  'attachment.too-many': { status: 422, zh: '一次对话最多发 {limit} 个文件。' },
  'attachment.unreadable': { status: 422, zh: '文件打不开，可能没有传完整，请重新发一次。' },
  'attachment.infected': { status: 422, zh: '文件没有通过安全检查，未保存。' },
  'attachment.scan-unavailable': {
    status: 503,
    zh: '安全检查暂时不可用，文件没有保存。您的文字照常受理，文件请稍后再发。',
  },
  'attachment.unknown': { status: 422, zh: '文件已经不在服务器上，请重新上传后再发送。' },
  'attachment.address-expired': { status: 404, zh: '文件地址已过期，请刷新页面。' },
} as const
