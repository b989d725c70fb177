using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Messages;
using IotLink.Tests.Support;
using MQTTnet;
using MQTTnet.Formatter;
using static IotLink.Tests.Ingest.Gateways.MqttClients;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>Devices that sign in with a certificate, as those written for AWS IoT do.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private readonly DeviceAuthority _authority = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_certificate_of_the_authority_signs_its_device_in_whatever_the_user_name(MqttProtocolVersion version)
    {
        await using var host = await StartAsync();
        using var certificate = _authority.Issue("dev-1");
        using var client = Client();
        await ConnectAsync(client, host, certificate, version, o => o.WithClientId("anything").WithCredentials("?SDK=IoTDeviceSDK/JS&Version=1"));

        Assert.True((await client.SendAsync(Periodic("dev-1"))).IsSuccess);
        var thing = new ThingClient(client, "dev-1");
        await thing.SubscribeAsync("shadow/get/+");
        await thing.AskAsync("shadow/get");
        Assert.Equal("shadow/get/rejected", (await thing.NextAsync()).Topic);
        Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, await new ThingClient(client, "dev-2").SubscribeAsync("shadow/get/+"));
    }

    [Fact]
    public async Task A_device_without_a_certificate_still_signs_in_with_its_secret()
    {
        await using var host = await StartAsync();
        using var client = Client();
        await ConnectAsync(client, host, null, MqttProtocolVersion.V500, o => o.WithCredentials("dev-1", "secret"));
        Assert.True((await client.SendAsync(Periodic("dev-1"))).IsSuccess);
        using var bare = Client();
        var refused = await ConnectAsync(bare, host, null, MqttProtocolVersion.V500, o => o.WithCredentials("dev-1"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, refused.ResultCode);
    }

    [Fact]
    public async Task A_device_may_have_several_sessions_each_hears_what_it_subscribed_to_and_the_same_client_id_takes_over()
    {
        await using var host = await StartAsync();
        using var certificate = _authority.Issue("dev-1");
        var clients = Enumerable.Range(0, 7).Select(_ => Client()).ToList();
        Task<MqttClientConnectResult> OpenAsync(int n, string name) => ConnectAsync(clients[n], host, certificate, MqttProtocolVersion.V311, o => o.WithClientId(name));
        await OpenAsync(0, "shadow");
        await OpenAsync(1, "jobs");
        var (shadow, jobs) = (new ThingClient(clients[0], "dev-1"), new ThingClient(clients[1], "dev-1"));
        await shadow.SubscribeAsync("shadow/get/+");
        await jobs.SubscribeAsync("jobs/get/+");

        await jobs.AskAsync("shadow/get");
        await shadow.AskAsync("jobs/get");
        Assert.Equal(("shadow/get/rejected", "jobs/get/accepted"), ((await shadow.NextAsync()).Topic, (await jobs.NextAsync()).Topic));

        var gone = clients[0].GoneAsync();
        await OpenAsync(2, "shadow");
        await gone;
        Assert.True((await clients[2].SendAsync(Periodic("dev-1"))).IsSuccess);
        Assert.True((await clients[1].SendAsync(Periodic("dev-1"))).IsSuccess);

        for (var n = 3; n < 6; n++) Assert.Equal(MqttClientConnectResultCode.Success, (await OpenAsync(n, $"other-{n}")).ResultCode);
        Assert.Equal(MqttClientConnectResultCode.ServerUnavailable, (await OpenAsync(6, "one-too-many")).ResultCode);
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_names_no_registered_device_is_refused()
    {
        await using var host = await StartAsync();
        using var certificate = _authority.Issue("nobody");
        using var client = Client();
        var refused = await ConnectAsync(client, host, certificate, MqttProtocolVersion.V500);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, refused.ResultCode);
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.DeviceUnauthorized));
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("expired")]
    [InlineData("for servers")]
    public async Task A_certificate_that_cannot_be_trusted_ends_the_handshake(string fault)
    {
        await using var host = await StartAsync();
        using var stranger = new DeviceAuthority();
        using var certificate = fault switch
        {
            "expired" => _authority.Issue("dev-1", daysLeft: -1),
            "for servers" => _authority.Issue("dev-1", forClients: false),
            _ => stranger.Issue("dev-1"),
        };
        using var client = Client();
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(client, host, certificate, MqttProtocolVersion.V500, o => o.WithCredentials("dev-1", "secret")));
        Assert.Equal(0, host.Metrics.Acknowledged(Channel.Mqtt));
        Assert.Equal(0, host.Refused(Channel.Mqtt)); // not one MQTT packet was read
    }

    [Fact]
    public async Task A_file_without_certificates_ends_the_start_and_names_the_setting()
    {
        using var folder = new TempFolder();
        var path = folder.File("empty.pem");
        await File.WriteAllTextAsync(path, "", Ct);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GatewayHost.StartAsync(new FakeRegistry(), settings: ("Ingest:Mqtt:DeviceAuthorities", path)));
        Assert.Contains("Ingest:Mqtt:DeviceAuthorities", fault.Message, StringComparison.Ordinal);
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(new FakeRegistry().With("dev-1").With("dev-2"), settings: _authority.Settings);

    private static IMqttClient Client() => new MqttClientFactory().CreateMqttClient();

    private Task<MqttClientConnectResult> ConnectAsync(
        IMqttClient client, GatewayHost host, X509Certificate2? certificate, MqttProtocolVersion version, Action<MqttClientOptionsBuilder>? more = null)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("localhost", host.Port("mqtts"))
            .WithProtocolVersion(version)
            .WithTimeout(TimeSpan.FromSeconds(60))
            .WithTlsOptions(tls =>
            {
                tls.UseTls().WithTrustChain([_authority.Certificate]).WithRevocationMode(X509RevocationMode.NoCheck);
                if (certificate is not null) tls.WithClientCertificates([certificate]);
            });
        more?.Invoke(options);
        return client.ConnectAsync(options.Build(), Ct);
    }
}
