using System.Text.Json;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>Times as messages write them: epoch milliseconds or ISO 8601 (UTC when it names no offset). Milliseconds are kept.</summary>
internal static class Timestamps
{
    private static readonly double MinMilliseconds = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <param name="time">null for JSON null. What lies outside the calendar becomes its edge: an impossible time, and treated as one.</param>
    /// <returns>false when it is no time.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset? time)
    {
        time = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number:
                time = FromMilliseconds(reader.TryGetInt64(out var whole) ? whole : reader.GetDouble());
                return true;
            case JsonTokenType.String when reader.TryGetDateTime(out var local):
                time = local.Kind == DateTimeKind.Unspecified
                    ? new(local, TimeSpan.Zero)
                    : reader.GetDateTimeOffset().ToUniversalTime();
                time = Truncate(time.Value);
                return true;
            default:
                return false;
        }
    }

    public static DateTimeOffset FromMilliseconds(double milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(milliseconds, MinMilliseconds, MaxMilliseconds));

    public static DateTimeOffset Truncate(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
