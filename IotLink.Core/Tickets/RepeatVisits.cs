using IotLink.Core.Devices;

namespace IotLink.Core.Tickets;

/// <summary>When going again means that the last visit did not help.</summary>
public static class RepeatVisits
{
    /// <returns>The last visit to the same device for the same failure, if somebody was there within the time; without a code, for any.</returns>
    public static TicketNo? Before(IEnumerable<Ticket> earlier, DeviceId device, string code, DateTimeOffset now, TimeSpan within) => earlier
        .Where(t => t.Device == device && (code.Length == 0 || t.Code == code) && t.RepairedAt is { } at && at <= now && now - at <= within)
        .OrderByDescending(t => t.RepairedAt).Select(t => (TicketNo?)t.No).FirstOrDefault();
}
