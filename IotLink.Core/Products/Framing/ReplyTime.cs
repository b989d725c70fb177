using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace IotLink.Core.Products.Framing;

/// <summary>
/// How a reply writes the time: <c>unix</c> (seconds, 4 bytes, big endian; <c>unix.le</c>), <c>ymdhms</c> (6 bytes, the year since 2000),
/// <c>bcd</c> (the same in decimal digits), or a text of y, M, d, H, m and s such as <c>yyyyMMddHHmmss</c>.
/// </summary>
public sealed record ReplyTime
{
    /// <summary>What its placeholders begin with.</summary>
    public const string Prefix = "time.";

    private static readonly SearchValues<char> Letters = SearchValues.Create("yMdHms-:/.T");

    private ReplyTime(string form, int size) => (Form, Size) = (form, size);

    public string Form { get; }

    /// <summary>Bytes.</summary>
    public int Size { get; }

    /// <returns>null when that is no way of writing the time.</returns>
    public static ReplyTime? Parse(string name) => name[Prefix.Length..] switch
    {
        "unix" => new("unix", 4),
        "unix.le" => new("unix.le", 4),
        "ymdhms" => new("ymdhms", 6),
        "bcd" => new("bcd", 6),
        { Length: >= 2 and <= 32 } form when form.AsSpan().IndexOfAnyExcept(Letters) < 0 && HasWholeParts(form) => new(form, form.Length),
        _ => null,
    };

    /// <param name="at">The time to write, with the offset it is to be written in.</param>
    public void Write(DateTimeOffset at, Span<byte> place)
    {
        switch (Form)
        {
            case "unix":
                BinaryPrimitives.WriteUInt32BigEndian(place, unchecked((uint)at.ToUnixTimeSeconds()));
                break;
            case "unix.le":
                BinaryPrimitives.WriteUInt32LittleEndian(place, unchecked((uint)at.ToUnixTimeSeconds()));
                break;
            case "ymdhms" or "bcd":
                ReadOnlySpan<int> parts = [at.Year % 100, at.Month, at.Day, at.Hour, at.Minute, at.Second];
                for (var i = 0; i < parts.Length; i++) place[i] = (byte)(Form == "bcd" ? ((parts[i] / 10) << 4) | (parts[i] % 10) : parts[i]);
                break;
            default:
                Encoding.ASCII.GetBytes(at.ToString(Form, CultureInfo.InvariantCulture), place);
                break;
        }
    }

    /// <summary>Each part is two letters, the year two or four: what is written is as long as what it is called.</summary>
    private static bool HasWholeParts(string form)
    {
        for (int at = 0, end; at < form.Length; at = end)
        {
            for (end = at + 1; end < form.Length && form[end] == form[at];) end++;
            if (char.IsLetter(form[at]) && form[at] != 'T' && end - at != 2 && !(form[at] == 'y' && end - at == 4)) return false;
        }

        return true;
    }
}
