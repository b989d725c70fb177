using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IotLink.Core.Adapters.Blobs;
using IotLink.Core.Files;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Live;
using IotLink.Ingest.Firmware;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Firmware;

public sealed class FirmwareDownloadTests : IAsyncLifetime
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("a key of this test");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Plant.Noon);
    private readonly byte[] _image = new byte[300_000];
    private WebApplication _app = null!;
    private EmbeddedJobs _jobs = null!;
    private HttpClient _device = null!;
    private ImageGrant _grant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        new Random(1).NextBytes(_image);
        var blobs = new FolderBlobs(_folder.Path, _clock);
        var blob = (await blobs.PutAsync(BlobRoom.Firmware, new MemoryStream(_image), 1 << 20, Ct))!;
        _jobs = new(new MemoryThings(), new FakeRegistry().With("d-1"), new(), new(new LiveFeed(_clock, NullLogger<LiveFeed>.Instance)), _clock);
        await _jobs.QueueAsync("d-1", new("c-1", new() { ["version"] = "2" }, Number: 1), Ct);
        _grant = new(blob.Sha256, "d-1", "c-1", 1, Plant.Noon.AddDays(7));

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IJobs>(_jobs).AddSingleton<IBlobs>(blobs).AddSingleton(new ImageKey(Key)).AddSingleton<TimeProvider>(_clock).AddProblemDetails();
        _app = builder.Build();
        _app.MapFirmware();
        await _app.StartAsync(Ct);
        _device = _app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_was()
    {
        var fetched = new List<byte>();
        EntityTagHeaderValue? tag = null;
        while (fetched.Count < _image.Length)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _grant.Address(Key));
            request.Headers.Range = new(fetched.Count, Math.Min(fetched.Count + 70_000, _image.Length) - 1);
            if (tag is not null) request.Headers.IfRange = new(tag);
            using var part = await _device.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            tag = part.Headers.ETag;
            fetched.AddRange(await part.Content.ReadAsByteArrayAsync(Ct));
        }

        Assert.Equal(_image, fetched);
    }

    [Fact]
    public async Task The_whole_image_comes_at_once_and_its_size_can_be_asked()
    {
        Assert.Equal(_image, await _device.GetByteArrayAsync(_grant.Address(Key), Ct));
        using var head = await _device.SendAsync(new(HttpMethod.Head, _grant.Address(Key)), Ct);
        Assert.Equal((HttpStatusCode.OK, 300_000L), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused_and_another_version_is_sent_whole()
    {
        using var beyond = new HttpRequestMessage(HttpMethod.Get, _grant.Address(Key)) { Headers = { Range = new(300_000, null) } };
        using var refused = await _device.SendAsync(beyond, Ct);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, refused.StatusCode);
        using var older = new HttpRequestMessage(HttpMethod.Get, _grant.Address(Key)) { Headers = { Range = new(10, 20), IfRange = new(new EntityTagHeaderValue("\"another\"")) } };
        using var whole = await _device.SendAsync(older, Ct);
        Assert.Equal((HttpStatusCode.OK, 300_000L), (whole.StatusCode, whole.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("thing=d-1", "thing=d-2")]
    [InlineData("job=c-1", "job=c-2")]
    [InlineData("number=1", "number=2")]
    [InlineData("until=", "until=9")]
    [InlineData("signature=", "signature=0")]
    [InlineData("&number=1", "")]
    [InlineData("until=", "until=-")]
    public async Task A_changed_address_is_refused(string part, string instead) =>
        Assert.Equal((HttpStatusCode.Forbidden, "firmware.address"), await RefusedAsync(_grant.Address(Key).Replace(part, instead, StringComparison.Ordinal)));

    [Fact]
    public async Task Another_image_is_not_fetched_with_it() =>
        Assert.Equal((HttpStatusCode.Forbidden, "firmware.address"), await RefusedAsync(_grant.Address(Key).Replace(_grant.Sha256, new string('0', 64), StringComparison.Ordinal)));

    [Fact]
    public async Task What_is_no_hash_is_no_address()
    {
        using var answer = await _device.GetAsync($"{ImageGrant.Root}/..%2f..%2fkeys?thing=d-1", Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_address_ends_with_the_execution()
    {
        await _jobs.CancelAsync("d-1", "c-1", force: true, Ct);
        Assert.Equal((HttpStatusCode.Gone, "firmware.over"), await RefusedAsync(_grant.Address(Key)));
    }

    [Fact]
    public async Task The_address_ends_with_its_time()
    {
        _clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((HttpStatusCode.Gone, "firmware.over"), await RefusedAsync(_grant.Address(Key)));
    }

    [Fact]
    public async Task An_image_that_was_removed_is_said_to_be_missing()
    {
        await new FolderBlobs(_folder.Path, _clock).DeleteAsync(BlobRoom.Firmware, _grant.Sha256, Ct);
        Assert.Equal((HttpStatusCode.NotFound, "firmware.missing"), await RefusedAsync(_grant.Address(Key)));
    }

    private async Task<(HttpStatusCode Status, string? Code)> RefusedAsync(string address)
    {
        using var answer = await _device.GetAsync(address, Ct);
        var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        return (answer.StatusCode, (string?)body["code"]);
    }
}
