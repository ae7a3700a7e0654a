import type { ViewCard } from '../../lib/view-chat.ts'

interface Tap {
  currentTarget: { dataset: { field?: string; text?: string; number?: string } }
}

/** One card below a turn. It decides nothing: what was tapped goes up to the page. */
Component({
  options: { addGlobalClass: true },
  properties: { card: { type: Object, value: {} } },
  methods: {
    call(event: Tap) {
      const phoneNumber = event.currentTarget.dataset.number ?? ''
      wx.makePhoneCall({ phoneNumber, fail: () => undefined })
    },
    edit(event: Tap) {
      const { field, text } = event.currentTarget.dataset
      const { draft } = this.data.card as unknown as ViewCard
      if (draft && field) this.triggerEvent('edit', { draft, field, text: text ?? '' })
    },
    confirm() {
      const { draft } = this.data.card as unknown as ViewCard
      if (draft) this.triggerEvent('confirm', { draft })
    },
    discard() {
      const { draft } = this.data.card as unknown as ViewCard
      if (draft) this.triggerEvent('discard', { draft })
    },
  },
})
