using System.Globalization;
using CsCheck;

namespace IotLink.Tests.Core.Conversion;

/// <summary>What is written into bytes the way a spec says comes out of them again.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Orders = ["be", "le"];

    private static readonly Gen<Field> Fields = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 6], Gen.Bool, Gen.Int[0, 4], Gen.Int[-500, 500], Gen.ULong, Make);

    [Fact]
    public void Any_layout_of_numbers_reads_back_what_was_written() => Fields.Array[1, 8].Sample(fields =>
    {
        var seq = string.Join("\n", fields.Select((f, i) => $"  - {{id: f{i}, type: {f.Type}, scale: {f.Scale.ToString(CultureInfo.InvariantCulture)}, offset: {f.Offset}}}"));
        var spec = Specs.Of($"meta: {{id: test, endian: be}}\nseq:\n{seq}");
        Assert.True(spec.IsCompiled);
        var decoded = spec.Decode(Convert.ToHexString([.. fields.SelectMany(f => f.Bytes)]));
        Assert.Null(decoded.Refusal);
        for (var i = 0; i < fields.Length; i++) Assert.Equal((double)((fields[i].Raw * fields[i].Scale) + fields[i].Offset), (double)decoded[$"f{i}"]!, 1e-9);
    }, iter: 150);

    private static Field Make(int kind, int size, bool little, int digits, int offset, ulong random)
    {
        var (order, scale) = (Orders[little ? 1 : 0], new decimal(1, 0, 0, false, (byte)digits));
        var mask = (1UL << (8 * size)) - 1;
        switch (kind)
        {
            case 0: return new($"u{size}{order}", random & mask, scale, offset, Bytes(random & mask, size, little));
            case 1:
                var signed = (long)(random << (64 - (8 * size))) >> (64 - (8 * size));
                return new($"s{size}{order}", signed, scale, offset, Bytes((ulong)signed & mask, size, little));
            case 2:
                var number = random % (ulong)Math.Pow(10, 2 * size);
                var bcd = Convert.FromHexString(number.ToString($"D{2 * size}", CultureInfo.InvariantCulture));
                if (little) Array.Reverse(bcd);
                return new($"bcd({2 * size}){order}", number, scale, offset, bcd);
            default:
                var text = (random % 1000).ToString("D4", CultureInfo.InvariantCulture);
                return new("dec(4)", random % 1000, scale, offset, System.Text.Encoding.ASCII.GetBytes(text));
        }
    }

    private static byte[] Bytes(ulong value, int size, bool little)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)(value >> (8 * i))).ToArray();
        if (!little) Array.Reverse(bytes);
        return bytes;
    }

    private sealed record Field(string Type, decimal Raw, decimal Scale, int Offset, byte[] Bytes);
}
