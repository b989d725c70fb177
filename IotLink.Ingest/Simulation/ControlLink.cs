using MQTTnet;
using MQTTnet.Exceptions;

namespace IotLink.Ingest.Simulation;

/// <summary>The ear of a device that sends over TCP: an MQTT session of its own, held beside.</summary>
internal sealed class ControlLink(SimulatedDevice device, CommandEar ear, Address server, string secret, FleetClock clock)
{
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var backOff = new BackOff(device.Spread);
        while (true)
        {
            try
            {
                await ListenAsync(backOff, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested
                && e is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException or IOException or OperationCanceledException)
            {
                // The session ended; it dials again.
            }

            await clock.WaitAsync(backOff.Next(), ct);
        }
    }

    private async Task ListenAsync(BackOff backOff, CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer(server.Host, server.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
            .WithClientId(device.Device.Id.Value).WithCredentials(device.Device.Id.Value, secret).WithKeepAlivePeriod(TimeSpan.FromMinutes(1)).Build();
        await client.ConnectAsync(options, ct);
        await ear.SubscribeAsync(client, ct);
        backOff.Reset();
        while (client.IsConnected) await clock.WaitAsync(Ask, ct);
    }
}
