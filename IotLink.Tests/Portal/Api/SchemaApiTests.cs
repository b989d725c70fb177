using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IotLink.Core.Accounts;
using IotLink.Core.Seeds;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Api;

public sealed class SchemaApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("spec")]
    [InlineData("contract")]
    [InlineData("rule")]
    [InlineData("formula")]
    public async Task The_lab_gets_the_schema_of_each_kind(string kind)
    {
        using var client = host.Client(Role.LabAuthor);
        var schema = await client.GetFromJsonAsync<JsonElement>($"/api/v1/schemas/{kind}.json", TestContext.Current.CancellationToken);
        Assert.Equal($"urn:iotlink:schema:{kind}", schema.GetProperty("$id").GetString());
    }

    [Fact]
    public async Task Nobody_gets_401_customers_and_other_kinds_404()
    {
        using var customer = host.Client(Role.CustomerAdmin, DemoPlant.Customers[0].Id);
        using var author = host.Client(Role.LabAuthor);
        Assert.Equal(HttpStatusCode.Unauthorized, await CodeOf(host.Client(), "spec"));
        Assert.Equal(HttpStatusCode.NotFound, await CodeOf(customer, "spec"));
        Assert.Equal(HttpStatusCode.NotFound, await CodeOf(author, "firmware"));
    }

    private static async Task<HttpStatusCode> CodeOf(HttpClient client, string kind)
    {
        using var response = await client.GetAsync($"/api/v1/schemas/{kind}.json", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
