using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Things;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>The embedded broker: connections, sessions and subscriptions by MQTTnet, publishes by <see cref="MqttConnection"/>.</summary>
internal sealed class MqttGateway : IGateway, IMqttServerAdapter, IDeviceLink
{
    private readonly MqttIntake _intake;
    private readonly ConnectionWatch _watch;
    private readonly GatewayCertificate _certificate;
    private readonly LogTail _tail;
    private readonly Func<X509Certificate2, bool>? _trustsPeer;
    private readonly IDisposable _things;
    private readonly DeviceSigns _signs;
    private readonly MqttServer _server;
    private readonly DeviceSessions _sessions;

    public MqttGateway(
        MqttIntake intake, ConnectionWatch watch, GatewayCertificate certificate, DeviceCertificates devices, LogTail tail, ThingNews news, DeviceSigns signs)
    {
        _signs = signs;
        _trustsPeer = devices.AreAsked ? peer => devices.DeviceOf(peer) is not null : null;
        _things = news.Connect(Publish);
        _sessions = new(intake.Options.MaxSessionsPerDevice);
        (_intake, _watch, _certificate, _tail) = (intake, watch, certificate, tail);
        var options = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(intake.Options.MaxPendingPerDevice)
            .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(intake.Options.PacketTimeoutSeconds))
            .Build();
        _server = new(options, [this], MqttNetNullLogger.Instance);
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.InterceptingUnsubscriptionAsync += UnsubscribeAsync;
        _server.InterceptingPublishAsync += PublishWillAsync;
        _server.SessionDeletedAsync += ForgetAsync;
        _server.ClientAcknowledgedPublishPacketAsync += ConfirmAsync;
    }

    public Channel Channel => Channel.Mqtt;

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<GatewayEndpoint> Endpoints
    {
        get
        {
            var options = _intake.Options;
            var endpoints = new List<GatewayEndpoint>();
            if (options.Port >= 0) endpoints.Add(Endpoint(GatewayAddresses.Mqtt, options.Port, nameof(MqttOptions.Port)));
            if (options.TlsPort >= 0 && _certificate.Find() is { } certificate)
            {
                var port = options.Port == 0 ? 0 : options.TlsPort;
                endpoints.Add(Endpoint(GatewayAddresses.MqttTls, port, nameof(MqttOptions.TlsPort)) with { Certificate = certificate, TrustsPeer = _trustsPeer });
            }

            return endpoints;
        }
    }

    public async Task StartAsync(CancellationToken ct)
    {
        await _tail.RecallAsync(Channel.Mqtt, _intake.Doubts, _ => true, ct).ConfigureAwait(false);
        await _server.StartAsync().ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken ct) => _server.StopAsync(new()
    {
        DefaultClientDisconnectOptions = new() { ReasonCode = MqttDisconnectReasonCode.ServerShuttingDown },
    });

    Task IMqttServerAdapter.StartAsync(MqttServerOptions options, IMqttNetLogger logger) => Task.CompletedTask;

    Task IMqttServerAdapter.StopAsync() => Task.CompletedTask;

    public bool TrySend(DeviceId device, string topic, ReadOnlyMemory<byte> payload) =>
        _sessions.TrySend(device, topic, payload);

    public void Dispose() => _things.Dispose();

    /// <summary>To the thing's session, and to its hub's: each gets what it subscribed to.</summary>
    private void Publish(string thing, IReadOnlyList<ThingMessage> messages)
    {
        if (!DeviceId.TryParse(thing, out var device)) return;
        Publish(device, messages);
        if (_intake.HubOf(device) is { } hub) Publish(hub, messages);
    }

    private void Publish(DeviceId device, IReadOnlyList<ThingMessage> messages)
    {
        foreach (var message in messages) _sessions.TrySend(device, message.Topic, message.Payload);
    }

    private GatewayEndpoint Endpoint(string name, int port, string setting) =>
        new(name, Channel.Mqtt, new(IPAddress.Parse(_intake.Options.Address), port), $"{MqttOptions.Section}:{setting}", ServeAsync)
        {
            MaxPerAddress = _intake.Options.MaxConnectionsPerAddress,
        };

    private async Task ServeAsync(GatewayConnection wire)
    {
        var connection = new MqttConnection(wire, _intake);
        _watch.Add(connection);
        try
        {
            await ClientHandler(connection).ConfigureAwait(false);
        }
        finally
        {
            _watch.Remove(connection);
            await connection.LeaveAsync().ConfigureAwait(false);
            if (connection.Device is { } device) _signs.Leave(device);
        }
    }

    private Task ValidateAsync(ValidatingConnectionEventArgs e)
    {
        if (e.ChannelAdapter is not MqttConnection connection) throw new InvalidOperationException("Not a connection of this gateway.");
        if (e.AuthenticationMethod is not null)
        {
            e.ReasonCode = MqttConnectReasonCode.BadAuthenticationMethod;
            return Task.CompletedTask;
        }

        var device = connection.Certified ?? default;
        var refusal = connection.Certified is null
            ? _intake.SignIn(e.UserName, e.Password, connection.Source, out device)
            : _intake.SignIn(device, connection.Source);
        if (refusal is not null)
        {
            _intake.Desk.Count(Channel.Mqtt, refusal);
            e.ReasonCode = refusal.Code == Reason.RateLimited && e.ProtocolVersion == MqttProtocolVersion.V500
                ? MqttConnectReasonCode.ConnectionRateExceeded
                : MqttConnectReasonCode.BadUserNameOrPassword;
            e.ReasonString = refusal.Detail;
            return Task.CompletedTask;
        }

        if (!_sessions.TryEnter(device, e.ClientId, forgetsFormer: e.CleanSession == true))
        {
            e.ReasonCode = e.ProtocolVersion == MqttProtocolVersion.V500 ? MqttConnectReasonCode.QuotaExceeded : MqttConnectReasonCode.ServerUnavailable;
            e.ReasonString = $"At most {_intake.Options.MaxSessionsPerDevice} sessions.";
            return Task.CompletedTask;
        }

        connection.SignedIn(device, e.ClientId);
        _signs.Enter(device);
        return Task.CompletedTask;
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs e)
    {
        if (SessionName.TryRead(e.ClientId, out var device) && _intake.TopicsOf(device).Covers(e.TopicFilter.Topic))
        {
            Grant(e, device);
            _signs.Subscribe(device);
            return Task.CompletedTask;
        }

        var refusal = new Refusal(Reason.TopicForbidden, "A device subscribes to its own topics only.");
        _intake.Desk.Count(Channel.Mqtt, refusal);
        e.ProcessSubscription = false;
        // MQTT 3.1.1 knows one way to say no, 0x80.
        e.Response.ReasonCode = MqttSubscribeReasonCode.UnspecifiedError;
        e.Response.ReasonString = refusal.Detail;
        return Task.CompletedTask;
    }

    /// <summary>QoS 2 is not offered: QoS 1 is granted in its place.</summary>
    private void Grant(InterceptingSubscriptionEventArgs e, DeviceId device)
    {
        if (e.TopicFilter.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtLeastOnce)
        {
            e.TopicFilter.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce;
            e.Response.ReasonCode = MqttSubscribeReasonCode.GrantedQoS1;
        }

        var session = _sessions.Of(device, e.Session);
        if (session.TrySubscribe(e.TopicFilter.Topic, e.TopicFilter.QualityOfServiceLevel, _intake.Options.MaxSubscriptions)) return;
        e.ProcessSubscription = false;
        e.Response.ReasonCode = MqttSubscribeReasonCode.UnspecifiedError; // MQTT 3.1.1 knows no other word
        e.Response.ReasonString = $"At most {_intake.Options.MaxSubscriptions} topic filters.";
    }

    private Task UnsubscribeAsync(InterceptingUnsubscriptionEventArgs e)
    {
        if (SessionName.TryRead(e.ClientId, out var device)) _sessions.Find(device, e.ClientId)?.Unsubscribed(e.Topic);
        return Task.CompletedTask;
    }

    /// <summary>The only publish the server sees is a last will. It goes the way of every message, and to no subscriber.</summary>
    private async Task PublishWillAsync(InterceptingPublishEventArgs e)
    {
        e.ProcessPublish = false;
        if (SessionName.TryRead(e.ClientId, out var device)) await _intake.TakeWillAsync(device, e.ApplicationMessage).ConfigureAwait(false);
    }

    private Task ForgetAsync(SessionDeletedEventArgs e)
    {
        if (SessionName.TryRead(e.Id, out var device)) _sessions.Forget(device, e);
        return Task.CompletedTask;
    }

    private Task ConfirmAsync(ClientAcknowledgedPublishPacketEventArgs e)
    {
        if (e.IsCompleted && DeviceId.TryParse(e.ClientId.Split('/')[0], out var device)) _signs.Confirm(device, e.PublishPacket.Topic, e.PublishPacket.Payload.ToArray());
        return Task.CompletedTask;
    }
}
