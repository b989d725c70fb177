using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Tests.Support;

/// <summary>Small values that tests are written with.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static DeviceId Device(string id) => DeviceId.Parse(id, null);

    public static ProductId Product(string id) => ProductId.Parse(id, null);

    public static Message Message(string text, string device = "dev-1") =>
        new() { Device = Device(device), Payload = Encoding.UTF8.GetBytes(text) };

    public static string Text(Message message) => Encoding.UTF8.GetString(message.Payload.Span);
}
