using System.Buffers.Binary;
using System.Globalization;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Reads and writes the length in a frame.</summary>
internal static class FrameLength
{
    /// <summary>More digits than a frame may be long.</summary>
    private const int TooManyDigits = 8;

    /// <summary>Bytes the field takes; null when its end has not arrived.</summary>
    public static int? WidthIn(LengthField field, ReadOnlySpan<byte> seen)
    {
        if (field.Width > 0 || seen.Length <= field.At) return seen.Length < field.At + Math.Max(1, field.Width) ? null : field.Width;
        var digits = seen[field.At..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 && digits.Length < TooManyDigits ? null : Math.Min(end < 0 ? digits.Length : end, TooManyDigits);
    }

    /// <summary>Size of the whole frame; false when the field is text that is no number.</summary>
    public static bool TryRead(LengthField field, ReadOnlySpan<byte> frame, out long size)
    {
        size = 0;
        if (WidthIn(field, frame) is not { } width) return false;
        var bytes = frame.Slice(field.At, width);
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

        size = (size * field.Times) + field.At + width + field.Add;
        return true;
    }

    /// <returns>false when the field cannot hold the size; digits without a fixed count must stand there already.</returns>
    public static bool TryWrite(LengthField field, long size, Span<byte> frame)
    {
        if (field.Width == 0) return TryRead(field, frame, out var said) && said == size;
        var value = size - field.At - field.Width - field.Add;
        var bytes = frame.Slice(field.At, field.Width);
        if (value < 0 || value % field.Times != 0) return false;
        value /= field.Times;
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
