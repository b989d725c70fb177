namespace IotLink.Ingest.Hosting;

/// <summary>The ingest host by itself: gateways, pipeline and device API, without the portal.</summary>
public static class IngestHost
{
    /// <summary>Where HTTP listens when neither <c>--urls</c> nor <c>ASPNETCORE_URLS</c> says.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    public static async Task RunAsync(string[] args, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.UseHouseSettings();
        builder.AddIngest();
        await using var app = builder.Build();
        app.MapIngest();
        await app.RunAsync(ct);
    }

    /// <summary>
    /// The settings file lies beside the program, wherever it is started from; environment and arguments still win. Without an address HTTP
    /// listens on loopback only.
    /// </summary>
    public static void UseHouseSettings(this WebApplicationBuilder builder)
    {
        var house = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false);
        builder.Configuration.Sources.Insert(0, house.Sources[0]);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
    }
}
