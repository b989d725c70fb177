using System.Net;
using IotLink.Core.Accounts;
using IotLink.Core.Seeds;
using IotLink.Portal.Shell;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace IotLink.Tests.Portal.Shell;

/// <summary>Every page by every role and by nobody: what one may not see is not there.</summary>
public sealed class RoleByRouteTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>Written out by hand, so that a slip in the table that the product reads cannot agree with itself.</summary>
    private static readonly Dictionary<string, string> MayEnter = new()
    {
        ["/s/alarms"] = "service.",
        ["/s/alarms/{Alarm}"] = "service.",
        ["/s/maintenance"] = "service.ops",
        ["/s/alarm-quality"] = "service.exec",
        ["/s/dispatch-requests"] = "service.",
        ["/s/oncall"] = "service.",
        ["/s/devices"] = "service.",
        ["/s/devices/new"] = "service.ops",
        ["/s/devices/{Id}"] = "service.",
        ["/l"] = "lab.",
        ["/l/alarms/{Alarm}"] = "lab.",
        ["/l/alarm-quality"] = "lab.",
        ["/l/devices"] = "lab.",
        ["/l/devices/new"] = "lab.author lab.operate",
        ["/l/devices/{Id}"] = "lab.",
        ["/s/analysis"] = "service.exec service.ops service.dispatch",
        ["/c/analysis"] = "customer.",
        ["/l/explore"] = "lab.",
        ["/c/trends"] = "customer.",
        ["/l/specs"] = "lab.",
        ["/l/specs/new"] = "lab.author",
        ["/l/specs/{Product}"] = "lab.",
        ["/l/contracts"] = "lab.",
        ["/l/contracts/new"] = "lab.author",
        ["/l/contracts/{Product}"] = "lab.",
        ["/l/rules"] = "lab.",
        ["/l/rules/new"] = "lab.author",
        ["/l/rules/{Product}/{Name}"] = "lab.",
        ["/l/formulas"] = "lab.",
        ["/l/formulas/new"] = "lab.author",
        ["/l/formulas/{Product}/{Name}"] = "lab.",
        ["/l/actions"] = "lab.",
        ["/l/actions/new"] = "lab.author",
        ["/l/actions/{Product}/{Name}"] = "lab.",
        ["/l/commands"] = "lab.",
        ["/l/reviews"] = "lab.",
        ["/l/quality"] = "lab.",
        ["/l/dlq"] = "lab.",
        ["/l/dlq/{Id}"] = "lab.",
        ["/l/history"] = "lab.",
        ["/c"] = "customer.",
        ["/c/alarms/{Alarm}"] = "customer.",
        ["/c/devices"] = "customer.",
        ["/c/devices/{Id}"] = "customer.",
        ["/a/system"] = "system.",
        ["/a/oncall"] = "system.",
        ["/a/users"] = "system.",
        ["/a/audit"] = "system.",
    };

    /// <summary>Roles, or beginnings of roles, apart by spaces.</summary>
    private static bool Enters(string role, string route) => MayEnter[route].Split(' ').Any(r => role.StartsWith(r, StringComparison.Ordinal));

    public static TheoryData<string, string> EveryRoleByEveryRoute()
    {
        var all = new TheoryData<string, string>();
        foreach (var role in Role.All) foreach (var route in MayEnter.Keys) all.Add(role, route);
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryRoleByEveryRoute))]
    public async Task A_role_gets_exactly_its_pages(string role, string route)
    {
        using var client = host.Client(role, DemoPlant.Customers[0].Id);

        using var response = await client.GetAsync(AddressOf(route), TestContext.Current.CancellationToken);

        var expected = Enters(role, route) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_is_led_to_the_sign_in_page_from_every_page()
    {
        using var client = host.Client();
        foreach (var route in MayEnter.Keys)
        {
            using var response = await client.GetAsync(AddressOf(route), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.StartsWith("/account/sign-in?ReturnUrl=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRoleByEveryRoute))]
    public void The_gate_inside_the_circuit_decides_the_same(string role, string route)
    {
        var viewer = new Viewer("test", "", new HashSet<string> { role }, null);
        Assert.Equal(Enters(role, route), Places.Find(route)!.Admits(viewer));
    }

    [Fact]
    public void Every_page_is_in_the_table_and_the_table_has_no_other()
    {
        var pages = typeof(Places).Assembly.GetTypes()
            .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(r => r.Template).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(pages);
        Assert.Equal(Places.All.Select(p => p.Template).Order(StringComparer.Ordinal), pages);
        Assert.Empty(Places.All.Where(p => !p.IsOpen).Select(p => p.Template).Except(MayEnter.Keys));
    }

    [Fact]
    public void A_menu_has_no_dead_entry_and_every_role_a_place_to_start()
    {
        foreach (var role in Role.All)
        {
            var viewer = new Viewer("test", "", new HashSet<string> { role }, null);
            foreach (var perspective in viewer.Perspectives)
                Assert.All(Places.MenuOf(viewer, perspective), p => Assert.True(p.Admits(viewer)));
            Assert.NotEqual(Places.NotFound, Places.StartOf(viewer));
        }
    }

    [Fact]
    public async Task An_unknown_page_and_a_forbidden_one_answer_alike()
    {
        using var client = host.Client(Role.CustomerView, DemoPlant.Customers[0].Id);
        using var unknown = await client.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        using var forbidden = await client.GetAsync("/a/users", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(unknown.StatusCode, forbidden.StatusCode);
        Assert.Equal(unknown.Content.Headers.ContentType, forbidden.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_customer_finds_its_own_device_and_no_other()
    {
        using var client = host.Client(Role.CustomerView, DemoPlant.Customers[0].Id);
        using var own = await client.GetAsync($"/c/devices/{DeviceOf(0)}", TestContext.Current.CancellationToken);
        using var other = await client.GetAsync($"/c/devices/{DeviceOf(1)}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_person_of_service_and_lab_sees_the_lab_without_names()
    {
        var both = new Viewer("test", "", new HashSet<string> { Role.ServiceOps, Role.LabView }, null);

        Assert.True(both.As(Perspective.Service).May(Permission.ViewCustomerNames));
        Assert.False(both.As(Perspective.Lab).May(Permission.ViewCustomerNames));
        using var client = host.Client($"{Role.ServiceOps},{Role.LabView}");
        using var response = await client.GetAsync("/l/dlq", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string AddressOf(string route) => route.Replace("{Id}", DeviceOf(0), StringComparison.Ordinal);

    /// <summary>A device of the plant's n-th customer.</summary>
    private static string DeviceOf(int customer)
    {
        var sites = DemoPlant.Sites.Where(s => s.Customer == DemoPlant.Customers[customer].Id).Select(s => s.Id).ToHashSet();
        return DemoPlant.MasterData().Devices.First(d => d.Site is { } site && sites.Contains(site)).Id.Value;
    }
}
