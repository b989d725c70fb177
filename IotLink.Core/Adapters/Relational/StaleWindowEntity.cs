using IotLink.Core.History;

namespace IotLink.Core.Adapters.Relational;

internal sealed class StaleWindowEntity
{
    public long Id { get; set; }

    public required string ProductId { get; set; }

    /// <summary>Empty for any device, so that the index sees two of the same.</summary>
    public required string DeviceId { get; set; }

    public DateTimeOffset From { get; set; }

    public DateTimeOffset To { get; set; }

    public required string Cause { get; set; }

    public DateTimeOffset MarkedAt { get; set; }

    public static StaleWindowEntity Of(StaleWindow window) => new()
    {
        ProductId = window.Product.Value,
        DeviceId = window.Device?.Value ?? "",
        From = window.From,
        To = window.To,
        Cause = window.Cause,
        MarkedAt = window.MarkedAt,
    };

    public StaleWindow ToWindow() => new(
        Devices.ProductId.Parse(ProductId, null), DeviceId.Length == 0 ? null : Devices.DeviceId.Parse(DeviceId, null), From, To, Cause, MarkedAt);
}
