using IotLink.Core.Seeds;
using IotLink.Tests.Support;

namespace IotLink.Tests.Endurance;

/// <summary>MQTT 3.1.1 with QoS 1: packet ids in order, DUP on what is sent again.</summary>
internal sealed class MqttWire : IDeviceWire
{
    private const byte Version311 = 4;
    private readonly RawMqtt _mqtt;
    private readonly string _topic;
    private readonly Func<int, byte[]> _payload;

    private MqttWire(RawMqtt mqtt, string topic, Func<int, byte[]> payload) => (_mqtt, _topic, _payload) = (mqtt, topic, payload);

    public static async Task<IDeviceWire> OpenAsync(int port, string device, string format, Func<int, byte[]> payload, CancellationToken ct)
    {
        var mqtt = await RawMqtt.OpenAsync(port, ct);
        try
        {
            await mqtt.SendAsync(RawMqtt.Connect(device, DemoPlant.SecretOf(Sample.Device(device)), Version311), ct);
            var answer = await mqtt.ReadPacketAsync(ct) ?? throw new IOException("Gone before the welcome.");
            Assert.Equal([0x20, 0], [answer[0], answer[3]]);
            return new MqttWire(mqtt, $"iotlink/dev/nohub/{device}/periodic/pub/telemetry/{format}", payload);
        }
        catch
        {
            mqtt.Dispose();
            throw;
        }
    }

    public Task SendAsync(int number, bool again, CancellationToken ct) =>
        _mqtt.SendAsync(RawMqtt.Publish(_topic, _payload(number), 1, IdOf(number), Version311, again), ct);

    public async Task AcknowledgedAsync(int number, CancellationToken ct)
    {
        var packet = await _mqtt.ReadPacketAsync(ct) ?? throw new IOException("Gone before the acknowledgement.");
        Assert.Equal((0x40, IdOf(number)), (packet[0], RawMqtt.IdOf(packet)));
    }

    public void Dispose() => _mqtt.Dispose();

    private static ushort IdOf(int number) => (ushort)((number % ushort.MaxValue) + 1);
}
