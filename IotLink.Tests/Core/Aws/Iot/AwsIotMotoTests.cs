using IotLink.Tests.StoreContracts;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Aws.Iot;

/// <summary>
/// The promises of both families against AWS IoT as moto plays it. moto makes no check of size or depth, knows no devices' side of jobs, lets an
/// execution live on when its job is deleted, and never lets one begin: those are <see cref="AwsIotTests"/>.
/// </summary>
public sealed class AwsIotMotoTests(AwsIotMotoTests.Moto moto) : IClassFixture<AwsIotMotoTests.Moto>
{
    public static TheoryData<string> Shadows => ShadowServiceContract.All;

    public static TheoryData<string> Jobs => JobServiceContract.All;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [MemberData(nameof(Shadows))]
    public async Task A_shadow_service_promises(string promise) => await ShadowServiceContract.CheckAsync(promise, (await moto.PlaceAsync(Ct)).Shadows, "dev-1", Ct);

    [Theory(Explicit = true)]
    [MemberData(nameof(Jobs))]
    public async Task A_job_service_promises(string promise) => await JobServiceContract.CheckAsync(promise, (await moto.PlaceAsync(Ct)).Jobs, Ct);

    [Fact(Explicit = true)]
    public async Task A_published_message_is_taken() =>
        await (await moto.PlaceAsync(Ct)).Publisher.PublishAsync("iotlink/dev/nohub/dev-1/event/pub/control_request/json", "{}"u8.ToArray(), Ct);

    [Fact(Explicit = true)]
    public async Task Sixty_retries_come_in_pages_and_none_is_lost()
    {
        var place = await moto.PlaceAsync(Ct);
        await Parallel.ForAsync(1, 61, Ct, async (number, ct) => Assert.True(await place.Jobs.QueueAsync("dev-2", new("fw-many", new() { ["n"] = number }, Number: number), ct)));

        var executions = await place.Jobs.OfJobAsync("fw-many", Ct);
        Assert.Equal(Enumerable.Range(1, 60), executions.Select(e => e.Execution.Number));
        Assert.All(executions, e => Assert.Equal(e.Execution.Number, (int)e.Execution.Document["n"]!));
    }

    /// <summary>One server for the class, started when the first explicit test wants it.</summary>
    public sealed class Moto : IAsyncDisposable
    {
        private readonly SemaphoreSlim _one = new(1);
        private MotoServer? _server;
        private AwsPlace? _place;

        internal async Task<AwsPlace> PlaceAsync(CancellationToken ct)
        {
            await _one.WaitAsync(ct);
            try
            {
                if (_place is not null) return _place;
                _server = await MotoServer.StartAsync(checksAfter: null, ct);
                _place = new(_server.Address);
                foreach (var thing in new[] { "dev-1", "dev-2" })
                {
                    Assert.True((await _place.Control.SendAsync(new(HttpMethod.Post, $"things/{thing}", "{}"u8.ToArray()), ct)).IsDone);
                }

                return _place;
            }
            finally
            {
                _one.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            _place?.Dispose();
            _one.Dispose();
            if (_server is not null) await _server.DisposeAsync();
        }
    }
}
