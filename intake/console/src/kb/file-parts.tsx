import { Button } from 'antd'

interface FileInputProps {
  /** Of the label that is seen in its place. */
  id: string
  accept: string
  disabled: boolean
  onPick: (files: readonly File[]) => void
}

/** Chooses files by keyboard as well; the same file may be chosen twice in a row. */
export function FileInput({ id, accept, disabled, onPick }: FileInputProps) {
  return (
    <input
      id={id}
      className="sr-only"
      type="file"
      multiple
      accept={accept}
      disabled={disabled}
      onChange={(event) => {
        onPick([...(event.target.files ?? [])])
        event.target.value = ''
      }}
    />
  )
}

interface RemoveProps {
  name: string
  disabled?: boolean
  onClick: () => void
}

/** Takes one file out of a list; says which to whoever does not see the list. */
export function RemoveFile({ name, disabled = false, onClick }: RemoveProps) {
  return (
    <Button
      size="small"
      type="text"
      disabled={disabled}
      aria-label={`去掉 ${name}`}
      onClick={onClick}
    >
      去掉
    </Button>
  )
}
