using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IotLink.Ingest.Gateways;
using IotLink.Tests.Support;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class GatewaySettingsTests
{
    [Fact]
    public async Task A_wrong_value_names_its_key_what_is_allowed_and_what_was_found()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(
            () => GatewayHost.StartAsync(new FakeRegistry(), settings: [("Ingest:Mqtt:Port", "70000"), ("Ingest:Mqtt:Address", "here")]));
        Assert.Contains("Ingest:Mqtt:Port must be -1-65535 (was 70000)", fault.Failures);
        Assert.Contains("Ingest:Mqtt:Address must be an IP address (was 'here')", fault.Failures);
    }

    [Fact]
    public async Task An_unknown_key_is_a_fault()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GatewayHost.StartAsync(new FakeRegistry(), settings: ("Ingest:Mqtt:Prot", "1883")));
        Assert.Contains("Prot", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_names_its_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var fault = await Assert.ThrowsAsync<GatewayAddressException>(
            () => GatewayHost.StartAsync(new FakeRegistry(), settings: ("Ingest:Mqtt:Port", port.ToString(CultureInfo.InvariantCulture))));
        Assert.StartsWith("Ingest:Mqtt:Port", fault.Message, StringComparison.Ordinal);
    }
}
