using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IotLink.Core.Accounts;
using IotLink.Core.Seeds;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Api;

public sealed class PortalApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string Own = DeviceOf(0);
    private static readonly string Other = DeviceOf(1);

    [Theory]
    [InlineData("/api/v1/portal/devices")]
    [InlineData("/api/v1/portal/alarms")]
    public async Task Nobody_gets_401_and_no_redirect(string address)
    {
        using var response = await host.Client().GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_customer_lists_its_own_devices_only()
    {
        using var client = host.Client(Role.CustomerAdmin, DemoPlant.Customers[0].Id);

        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/portal/devices?take=500", TestContext.Current.CancellationToken);

        var names = page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("customer").GetString()).Distinct();
        Assert.Equal([DemoPlant.Customers[0].Name], names);
    }

    [Fact]
    public async Task The_lab_gets_codes_for_names()
    {
        using var client = host.Client(Role.LabView);

        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/portal/devices?take=500", TestContext.Current.CancellationToken);

        var names = page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("customer").GetString()!).Distinct().ToList();
        Assert.NotEmpty(names);
        Assert.Empty(names.Intersect(DemoPlant.Customers.Select(c => c.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/telemetry?metric=tempC")]
    public async Task Another_customers_device_and_one_that_never_was_answer_alike(string rest)
    {
        using var client = host.Client(Role.CustomerView, DemoPlant.Customers[0].Id);
        using var own = await client.GetAsync($"/api/v1/portal/devices/{Own}{rest}", TestContext.Current.CancellationToken);
        using var other = await client.GetAsync($"/api/v1/portal/devices/{Other}{rest}", TestContext.Current.CancellationToken);
        using var never = await client.GetAsync($"/api/v1/portal/devices/never-was{rest}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal("application/problem+json", other.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Comparable(await never.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), Comparable(await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task An_administrator_without_another_role_gets_no_devices()
    {
        using var response = await host.Client(Role.SystemAdmin).GetAsync("/api/v1/portal/devices", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_document_describes_the_portal_api()
    {
        var document = await host.Client().GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/portal/devices/{id}/telemetry", paths);
        Assert.DoesNotContain(paths, p => p.StartsWith("/account", StringComparison.Ordinal));
    }

    /// <summary>A problem without what differs by request.</summary>
    private static string Comparable(string problem)
    {
        var json = JsonSerializer.Deserialize<Dictionary<string, object?>>(problem)!;
        json.Remove("traceId");
        return JsonSerializer.Serialize(json);
    }

    private static string DeviceOf(int customer)
    {
        var sites = DemoPlant.Sites.Where(s => s.Customer == DemoPlant.Customers[customer].Id).Select(s => s.Id).ToHashSet();
        return DemoPlant.MasterData().Devices.First(d => d.Site is { } site && sites.Contains(site)).Id.Value;
    }
}
