/** The server keeps no more than this either: what is above would only cost the citizen's traffic and time. */
const LONGEST_EDGE = 2560
/** Smaller files go as they are. */
const SMALL_BYTES = 1_200_000
const QUALITY = 0.85

async function decode(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if (typeof createImageBitmap === 'function') {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' })
    } catch {
      // Older browsers know no options: the element below turns the picture by itself.
    }
  }
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(image.src)
  }
}

/** A huge photo made smaller on the phone; anything that cannot be read or gains nothing goes as it is. */
export async function shrinkImage(file: File): Promise<Blob> {
  const isPhoto = file.type.startsWith('image/') && file.type !== 'image/gif'
  if (!isPhoto || file.size <= SMALL_BYTES) return file
  try {
    const picture = await decode(file)
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const pen = canvas.getContext('2d')
    if (!pen) return file
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const small = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY)
    })
    return small && small.size < file.size ? small : file
  } catch {
    return file
  }
}
