using IotLink.Tests.StoreContracts;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Aws.Iot;

/// <summary>The embedded family keeps the promises that AWS's keeps.</summary>
public sealed class EmbeddedThingServicesTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private ThingHost? _host;

    public static TheoryData<string> Shadows => ShadowServiceContract.All;

    public static TheoryData<string> Jobs => JobServiceContract.All;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        _host = new(place.Settings, new FakeRegistry().With("dev-1").With("dev-2"), new FakeTimeProvider(Plant.Noon));
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Shadows))]
    public Task A_shadow_service_promises(string promise) => ShadowServiceContract.CheckAsync(promise, _host!.Shadows, "dev-1", Ct);

    [Theory]
    [MemberData(nameof(Jobs))]
    public Task A_job_service_promises(string promise) => JobServiceContract.CheckAsync(promise, _host!.Jobs, Ct);
}
