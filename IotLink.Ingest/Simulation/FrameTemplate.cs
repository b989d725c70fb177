using static System.Buffers.Binary.BinaryPrimitives;

namespace IotLink.Ingest.Simulation;

/// <summary>A product's frame as bytes, with places that follow a signal. Offsets count from the first byte of the template.</summary>
internal sealed class FrameTemplate(string hex)
{
    private readonly byte[] _bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
    private readonly List<Place> _places = [];
    private (int At, bool Bcd)? _clock;

    private delegate void Put(Span<byte> there, double raw);

    public FrameTemplate U1(int at, string name, Signal signal, double scale = 1, double add = 0) =>
        With(at, name, signal, (there, raw) => there[0] = (byte)Whole(raw, byte.MinValue, byte.MaxValue), scale, add);

    public FrameTemplate U2(int at, string name, Signal signal, double scale = 1, double add = 0) =>
        With(at, name, signal, (there, raw) => WriteUInt16BigEndian(there, (ushort)Whole(raw, ushort.MinValue, ushort.MaxValue)), scale, add);

    public FrameTemplate U2Little(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteUInt16LittleEndian(there, (ushort)Whole(raw, ushort.MinValue, ushort.MaxValue)), scale);

    public FrameTemplate S2(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteInt16BigEndian(there, (short)Whole(raw, short.MinValue, short.MaxValue)), scale);

    public FrameTemplate S2Little(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteInt16LittleEndian(there, (short)Whole(raw, short.MinValue, short.MaxValue)), scale);

    public FrameTemplate U4(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteUInt32BigEndian(there, (uint)Whole(raw, uint.MinValue, uint.MaxValue)), scale);

    public FrameTemplate S4(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteInt32BigEndian(there, (int)Whole(raw, int.MinValue, int.MaxValue)), scale);

    public FrameTemplate S4Little(int at, string name, Signal signal, double scale = 1) =>
        With(at, name, signal, (there, raw) => WriteInt32LittleEndian(there, (int)Whole(raw, int.MinValue, int.MaxValue)), scale);

    public FrameTemplate F4Little(int at, string name, Signal signal) =>
        With(at, name, signal, (there, raw) => WriteSingleLittleEndian(there, (float)raw), isWhole: false);

    /// <summary>The upper half of a single-precision float, little-endian.</summary>
    public FrameTemplate BFloatLittle(int at, string name, Signal signal) =>
        With(at, name, signal, (there, raw) => WriteUInt16LittleEndian(there, (ushort)(BitConverter.SingleToUInt32Bits((float)raw) >> 16)), isWhole: false);

    /// <summary>A 12-bit number: eight bits at <paramref name="at"/>, the low four in the upper or lower half of another byte.</summary>
    public FrameTemplate Split12(int at, int lowAt, bool upperHalf, string name, Signal signal, double scale, double add) =>
        With(at, name, signal, (there, raw) =>
        {
            var whole = (int)Whole(raw, 0, 0xfff);
            there[0] = (byte)(whole >> 4);
            ref var shared = ref there[lowAt - at];
            shared = (byte)(upperHalf ? (shared & 0x0f) | ((whole & 0x0f) << 4) : (shared & 0xf0) | (whole & 0x0f));
        }, scale, add);

    /// <summary>Six bytes: year within the century, month, day, hour, minute, second, UTC; as binary numbers or as BCD.</summary>
    public FrameTemplate Clock(int at, bool bcd = false)
    {
        _clock = (at, bcd);
        return this;
    }

    /// <summary>The bytes at a time, each place filled with what <paramref name="value"/> says of its name and signal.</summary>
    public byte[] Fill(DateTimeOffset time, Func<string, Signal, double> value)
    {
        var bytes = (byte[])_bytes.Clone();
        if (_clock is { } clock)
        {
            int[] parts = [time.Year % 100, time.Month, time.Day, time.Hour, time.Minute, time.Second];
            for (var i = 0; i < parts.Length; i++) bytes[clock.At + i] = (byte)(clock.Bcd ? parts[i] + (parts[i] / 10 * 6) : parts[i]);
        }

        foreach (var place in _places) place.Put(bytes.AsSpan(place.At), (value(place.Name, place.Signal) - place.Add) / place.Scale);
        return bytes;
    }

    /// <summary>The same values under their names, for devices that speak JSON.</summary>
    public IEnumerable<KeyValuePair<string, double>> Metrics(Func<string, Signal, double> value) =>
        _places.Select(p => KeyValuePair.Create(p.Name, Math.Round(p.Add + (p.Scale * Step(p, (value(p.Name, p.Signal) - p.Add) / p.Scale)), 4)));

    private static double Step(Place place, double raw) => place.IsWhole ? Math.Round(raw, MidpointRounding.AwayFromZero) : raw;

    private static double Whole(double raw, double min, double max) => Math.Clamp(Math.Round(raw, MidpointRounding.AwayFromZero), min, max);

    private FrameTemplate With(int at, string name, Signal signal, Put put, double scale = 1, double add = 0, bool isWhole = true)
    {
        _places.Add(new(at, name, signal, put, scale, add, isWhole));
        return this;
    }

    private sealed record Place(int At, string Name, Signal Signal, Put Put, double Scale, double Add, bool IsWhole);
}
