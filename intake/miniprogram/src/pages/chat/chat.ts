import type { DraftChanges } from '../../../../protocol/chat-frames.ts'
import { SERVER } from '../../config.ts'
import { uploadFile } from '../../lib/call-server.ts'
import { conversationToken, getChat } from '../../lib/chat.ts'
import { newClientId } from '../../lib/client-id.ts'
import { isElder } from '../../lib/elder.ts'
import { type ViewChat, viewChat } from '../../lib/view-chat.ts'
import { takeWish } from '../../lib/wish.ts'

interface PickedFile {
  id: string
  name: string
  state: string
  /** The server's id, once it has it. */
  attachment: string
}

interface DraftEvent {
  detail: { draft: { id: string; version: number }; field: string; text: string }
}

interface TapOf<T> {
  currentTarget: { dataset: T }
}

const MOST_FILES = 9
const empty: ViewChat = { turns: [], pending: [], replies: [], typing: false, line: '', notice: '' }
let leave: (() => void) | undefined

Component({
  data: { view: empty, text: '', elder: false, bottom: '', files: [] as PickedFile[] },
  lifetimes: {
    attached() {
      const chat = getChat()
      const show = () =>
        this.setData({ view: viewChat(chat.getState(), { elder: this.data.elder }), bottom: 'end' })
      leave = chat.subscribe(show)
      this.setData({ elder: isElder() })
      show()
    },
    detached() {
      leave?.()
    },
  },
  pageLifetimes: {
    show() {
      this.setData({ elder: isElder() })
      const wish = takeWish()
      if (wish) this.say(wish.text, wish.choice)
    },
  },
  methods: {
    type(event: { detail: { value: string } }) {
      this.setData({ text: event.detail.value })
    },
    say(text: string, choice?: string) {
      const attachments = this.data.files.flatMap((file) => file.attachment || [])
      getChat().send({
        type: 'message-send',
        client_message_id: newClientId(),
        text,
        ...(choice === undefined ? {} : { choice }),
        ...(attachments.length > 0 ? { attachments } : {}),
      })
    },
    send() {
      const text = this.data.text.trim()
      if (text === '' && this.data.files.length === 0) return
      this.say(text === '' ? '（照片）' : text)
      this.setData({ text: '', files: [] })
    },
    reply({ currentTarget }: TapOf<{ label: string; value: string }>) {
      this.say(currentTarget.dataset.label, currentTarget.dataset.value)
    },
    takeBack({ currentTarget }: TapOf<{ id: string; text: string }>) {
      getChat().drop(currentTarget.dataset.id)
      this.setData({
        text: [this.data.text, currentTarget.dataset.text].filter(Boolean).join('\n'),
      })
    },
    editField({ detail }: DraftEvent) {
      const change = (changes: DraftChanges) =>
        getChat().send({
          type: 'draft-edit',
          client_message_id: newClientId(),
          draft_id: detail.draft.id,
          draft_version: detail.draft.version,
          changes,
        })
      if (detail.field === 'confidential') return change({ confidential: detail.text !== '是' })
      wx.showModal({
        title: '修改',
        editable: true,
        placeholderText: detail.text,
        content: detail.text === '未填' ? '' : detail.text,
        success: ({ confirm, content }) => {
          if (confirm && content !== detail.text) change({ [detail.field]: content })
        },
      })
    },
    confirmDraft({ detail }: DraftEvent) {
      getChat().send({
        type: 'draft-confirm',
        client_message_id: newClientId(),
        draft_id: detail.draft.id,
        draft_version: detail.draft.version,
      })
    },
    discardDraft({ detail }: DraftEvent) {
      const { id } = detail.draft
      getChat().send({ type: 'draft-discard', client_message_id: newClientId(), draft_id: id })
    },
    addPhoto() {
      wx.chooseMedia({
        count: MOST_FILES - this.data.files.length,
        mediaType: ['image', 'video'],
        sizeType: ['compressed'],
        success: ({ tempFiles }) => {
          for (const { tempFilePath, fileType } of tempFiles) {
            this.upload(tempFilePath, fileType === 'video' ? '视频' : '照片')
          }
        },
      })
    },
    upload(path: string, name: string) {
      const token = conversationToken()
      if (token === null) return
      const id = newClientId()
      this.setData({ files: [...this.data.files, { id, name, state: '上传中', attachment: '' }] })
      const finish = (change: Partial<PickedFile>) =>
        this.setData({
          files: this.data.files.map((file) => (file.id === id ? { ...file, ...change } : file)),
        })
      const url = `${SERVER}/api/v1/chat/attachments`
      uploadFile<{ id: string }>({ url, path, token, clientId: id }).then(
        (stored) => finish({ state: '已上传', attachment: stored.id }),
        (error: Error) => finish({ state: error.message }),
      )
    },
    dropFile({ currentTarget }: TapOf<{ id: string }>) {
      const { id } = currentTarget.dataset
      this.setData({ files: this.data.files.filter((file) => file.id !== id) })
    },
    addPlace() {
      wx.chooseLocation({
        success: ({ name, address }) => {
          const place = [address, name].filter(Boolean).join(' ')
          this.setData({ text: [this.data.text, `地点：${place}`].filter(Boolean).join('\n') })
        },
      })
    },
  },
})
