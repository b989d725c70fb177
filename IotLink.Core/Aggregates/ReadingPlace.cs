using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Aggregates;

/// <summary>When a value was measured, and where it stands in the stream: what "last" goes by.</summary>
/// <param name="Time">Event time, ms since 1970.</param>
/// <param name="Index">See <see cref="Reading.Index"/>.</param>
public readonly record struct ReadingPlace(long Time, StreamPosition Position, int Index) : IComparable<ReadingPlace>
{
    public static ReadingPlace Of(Reading reading) => new(reading.EventTime.ToUnixTimeMilliseconds(), reading.Position, reading.Index);

    public static ReadingPlace Of(StoredReading reading) => new(reading.EventTime.ToUnixTimeMilliseconds(), reading.Position, reading.Index);

    public int CompareTo(ReadingPlace other) =>
        Time != other.Time ? Time.CompareTo(other.Time)
        : Position != other.Position ? Position.CompareTo(other.Position)
        : Index.CompareTo(other.Index);

    public static bool operator <(ReadingPlace a, ReadingPlace b) => a.CompareTo(b) < 0;

    public static bool operator >(ReadingPlace a, ReadingPlace b) => a.CompareTo(b) > 0;

    public static bool operator <=(ReadingPlace a, ReadingPlace b) => a.CompareTo(b) <= 0;

    public static bool operator >=(ReadingPlace a, ReadingPlace b) => a.CompareTo(b) >= 0;
}
