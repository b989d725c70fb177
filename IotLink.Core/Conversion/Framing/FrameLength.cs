using System.Buffers.Binary;
using System.Globalization;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Reads and writes the length in a frame.</summary>
internal static class FrameLength
{
    /// <summary>Size of the whole frame; false when the field is text that is no number.</summary>
    public static bool TryRead(LengthField field, ReadOnlySpan<byte> frame, out long size)
    {
        var bytes = frame.Slice(field.At, field.Width);
        size = 0;
        if (field.Coding is LengthCoding.Decimal or LengthCoding.Hex)
        {
            var style = field.Coding == LengthCoding.Hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (!int.TryParse(bytes, style, CultureInfo.InvariantCulture, out var value)) return false;
            size = value;
        }
        else
        {
            for (var i = 0; i < bytes.Length; i++)
                size = (size << 8) | bytes[field.Coding == LengthCoding.BigEndian ? i : bytes.Length - 1 - i];
        }

        size += field.At + field.Width + field.Add;
        return true;
    }

    /// <returns>false when the field cannot hold the size.</returns>
    public static bool TryWrite(LengthField field, long size, Span<byte> frame)
    {
        var value = size - field.At - field.Width - field.Add;
        var bytes = frame.Slice(field.At, field.Width);
        if (value < 0) return false;
        if (field.Coding is LengthCoding.Decimal or LengthCoding.Hex)
        {
            var format = (field.Coding == LengthCoding.Hex ? "X" : "D") + field.Width.ToString(CultureInfo.InvariantCulture);
            return value.TryFormat(bytes, out var written, format, CultureInfo.InvariantCulture) && written == field.Width;
        }

        if (value >> (8 * field.Width) != 0) return false;
        Span<byte> wide = stackalloc byte[sizeof(long)];
        if (field.Coding == LengthCoding.LittleEndian) BinaryPrimitives.WriteInt64LittleEndian(wide, value);
        else BinaryPrimitives.WriteInt64BigEndian(wide, value << (8 * (sizeof(long) - field.Width)));
        wide[..field.Width].CopyTo(bytes);
        return true;
    }
}
