using System.Text.Json;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Rules;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DispatchRequestEntity
{
    public required string AlarmId { get; set; }

    public required string DeviceId { get; set; }

    public required string ProductId { get; set; }

    public string Title { get; set; } = "";

    public Severity Severity { get; set; }

    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>JSON.</summary>
    public required string Tried { get; set; }

    public DispatchState State { get; set; }

    public string? Ticket { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    public int Version { get; set; }

    public static DispatchRequestEntity Of(DispatchRequest request) => new()
    {
        AlarmId = request.Alarm.Value,
        DeviceId = request.Device.Value,
        ProductId = request.Product.Value,
        Title = request.Title,
        Severity = request.Severity,
        RequestedAt = request.RequestedAt,
        Tried = JsonSerializer.Serialize(request.Tried),
        State = request.State,
        Version = 1,
    };

    public DispatchRequest ToRequest() => new()
    {
        Alarm = Alarms.AlarmId.Parse(AlarmId, null),
        Device = Devices.DeviceId.Parse(DeviceId, null),
        Product = Devices.ProductId.Parse(ProductId, null),
        Title = Title,
        Severity = Severity,
        RequestedAt = RequestedAt,
        Tried = JsonSerializer.Deserialize<List<TriedRemedy>>(Tried)!,
        State = State,
        Ticket = Ticket,
        SettledAt = SettledAt,
    };

    public void Settle(DispatchState state, string? ticket, DateTimeOffset now) => (State, Ticket, SettledAt, Version) = (state, ticket, now, Version + 1);
}
