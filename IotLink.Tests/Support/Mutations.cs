namespace IotLink.Tests.Support;

/// <summary>Ways to spoil bytes, the same in every run.</summary>
internal sealed class Mutations(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    /// <summary>Flips one to four bits from <paramref name="from"/> on.</summary>
    public byte[] Flip(byte[] bytes, int from)
    {
        var spoilt = bytes.ToArray();
        for (var flips = 1 + Below(4); flips > 0; flips--) spoilt[from + Below(spoilt.Length - from)] ^= (byte)(1 << Below(8));
        return spoilt;
    }

    /// <summary>Cuts off the end, so that at least <paramref name="least"/> bytes and not all remain.</summary>
    public byte[] Cut(byte[] bytes, int least) => bytes[..(least + Below(bytes.Length - least))];

    public byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
