using System.Globalization;
using System.Text;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Products.Framing;
using IotLink.Core.Publishing;
using IotLink.Tests.Core.Publishing;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>A framing published at another host while a device is connected here: the connection stays, and every frame is whole.</summary>
public sealed class NewFramingTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const string Marked = "framing:\n  start: [0x7e]\n";
    private const string Lines = "framing:\n  newline: true\n";

    /// <summary>A line; the beginning of a frame of 258 bytes, by the old framing.</summary>
    private static readonly byte[] Endless = [0x01, 0x00, .. "tempC=70\n"u8];

    private static readonly FakeRegistry Plant = Enumerable.Range(1, 20).Aggregate(new FakeRegistry(), (all, n) => all.With($"dev-{n}"));

    private static readonly ProductId Product = Sample.Product("prod-a");
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(Product);
    private static readonly string Catalogue = ProductCatalog.Documents.Single(d => d.Key == Spec).Text;
    private static readonly FramingSpec Old = FramingOf(Catalogue), New = FramingOf(With(Marked));

    private readonly FakeTimeProvider _clock = new(Sample.Noon);
    private PublishedHost _here = null!;
    private PublishedHost _there = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        (_here, _there) = (new(place.Database, _clock), new(place.Database, _clock));
        await _here.StartAsync();
        await _there.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task An_open_connection_takes_the_new_framing_within_two_seconds()
    {
        await using var host = await ListenAsync();
        using var device = await LogInAsync(host);
        await device.SendAsync(Frame(Old, 70), Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 1, Ct);

        await PublishAsync(With(Marked));
        await device.SendAsync((byte[])[.. Frame(New, 71), .. Frame(New, 72)], Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 3, Ct);

        Assert.Equal([Frame(Old, 70), Frame(New, 71), Frame(New, 72)], host.Stream.Taken.Select(m => m.Payload.ToArray()));
        Assert.Equal(0, host.Refused(Channel.Tcp));
    }

    /// <summary>At every byte of the frame.</summary>
    [Fact]
    public async Task A_frame_that_has_begun_is_read_to_its_end_as_it_was_begun()
    {
        await using var host = await ListenAsync();
        var old = Frame(Old, 70);
        var lines = new List<PipedDevice>();
        for (var cut = 1; cut < old.Length; cut++)
        {
            lines.Add(PipedDevice.Dial(host));
            await lines[^1].SendAsync(Login($"dev-{cut}"));
            await lines[^1].SendAsync(old[..cut]);
        }

        await PublishAsync(With(Marked));
        for (var cut = 1; cut < old.Length; cut++) await lines[cut - 1].SendAsync([.. old[cut..], .. Frame(New, 70 + cut)]);
        await host.Stream.UntilAsync(s => s.Durable.Count == 2 * lines.Count, Ct);

        Assert.Empty(host.Stream.Letters);
        foreach (var of in host.Stream.Taken.GroupBy(m => m.Device.Value))
        {
            byte[][] sent = [old, Frame(New, 70 + int.Parse(of.Key[4..], CultureInfo.InvariantCulture))];
            Assert.Equal(sent, of.Select(m => m.Payload.ToArray()));
        }
    }

    [Fact]
    public async Task What_makes_no_frame_as_it_was_begun_is_read_by_the_new_framing()
    {
        await using var host = await ListenAsync();
        var device = PipedDevice.Dial(host);
        await device.SendAsync(Login("dev-1"));
        var frame = Frame(New, 71);
        await device.SendAsync(frame[..1]); // half a length, by the old framing
        await PublishAsync(With(Marked));
        await device.SendAsync(frame[1..]);
        await host.Stream.UntilAsync(s => s.Durable.Count == 1, Ct);
        Assert.Equal(frame, Assert.Single(host.Stream.Taken).Payload.ToArray());
    }

    [Fact]
    public async Task What_waits_in_vain_for_its_end_is_read_by_the_new_framing_when_its_time_is_up()
    {
        var wire = new FakeTimeProvider(Sample.Noon);
        await using var host = await ListenAsync(wire);
        var device = PipedDevice.Dial(host);
        await device.SendAsync(Login("dev-1"));
        await device.SendAsync(Endless);
        await PublishAsync(With(Lines));
        await wire.TickUntilAsync(() => host.Stream.Durable.Count == 1);
        Assert.Equal(Endless, Assert.Single(host.Stream.Taken).Payload.ToArray());
        Assert.Equal(0, host.Refused(Channel.Tcp, Reason.FrameTimeout));
    }

    [Fact]
    public async Task What_waits_in_vain_for_its_end_is_read_by_the_new_framing_when_the_device_hangs_up()
    {
        await using var host = await ListenAsync();
        var device = PipedDevice.Dial(host);
        await device.SendAsync(Login("dev-1"));
        await device.SendAsync(Endless);
        await PublishAsync(With(Lines));
        await device.HangUpAsync();
        await host.Stream.UntilAsync(s => s.Durable.Count == 1, Ct);
        Assert.Equal(Endless, Assert.Single(host.Stream.Taken).Payload.ToArray());
    }

    private static string With(string framing)
    {
        var text = Catalogue.Replace("framing:\n", framing, StringComparison.Ordinal);
        return framing == Lines
            ? text.Replace("  length: u2\n  length-add: 2\n  crc: {kind: crc16-modbus, from: length, endian: le}\n", "", StringComparison.Ordinal)
                .Replace(" {frame.crc} {crc}", "", StringComparison.Ordinal).Replace(" {crc}", "", StringComparison.Ordinal)
            : text;
    }

    private static FramingSpec FramingOf(string text)
    {
        var (spec, faults) = (SpecDocument.Read(text).Spec, SpecDocument.Read(text).Faults);
        Assert.True(spec is not null, string.Join("\n", faults));
        return spec.Framing!;
    }

    private static byte[] Login(string device) => new FrameWriter(Old).Build([0, .. Encoding.ASCII.GetBytes(device)]);

    private static byte[] Frame(FramingSpec framing, int tempC) => new FrameWriter(framing).Build([1, (byte)tempC]);

    private Task<GatewayHost> ListenAsync(TimeProvider? clock = null) =>
        GatewayHost.StartAsync(Plant, clock: clock, services: s => s.AddSingleton<IPlanSource>(_here.Plans));

    private static async Task<RawTcp> LogInAsync(GatewayHost host)
    {
        var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await device.SendAsync(Login("dev-1"), Ct);
        Assert.StartsWith("000306", await device.ReadAsync(TcpDevices.ProdAReply, Ct), StringComparison.Ordinal);
        return device;
    }

    private async Task PublishAsync(string text)
    {
        var edition = _there.Plans.Current.Edition;
        await _there.PublishAsync(Spec, text);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _here.EditionAsync(edition + 1).WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }
}
