using System.CommandLine;
using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;

namespace IotLink.Ingest.Commands;

/// <summary>
/// The registered documents, straight from the store the settings name: the same steps, rights and audit as in the portal, with or without
/// a host running beside it. Hosts notice within a second.
/// </summary>
internal sealed class RegistryAccess : IAsyncDisposable
{
    public static Option<string> Author { get; } = new("--as") { Description = "User name of the account in whose name it is done." };

    public static Option<string> Approver { get; } = new("--approved-by")
    {
        Description = "User name of the second person, with the right to review, who stands for the texts. Without it they wait for review.",
    };

    public static Option<string> Why { get; } = new("--reason") { Description = "Why; kept with the version.", DefaultValueFactory = _ => "from the command line" };

    private readonly ServiceProvider _services;

    private RegistryAccess(ServiceProvider services) => _services = services;

    /// <summary>Settings as for a host: <c>appsettings.json</c>, the environment, and arguments such as <c>--Storage:Folder=data</c>.</summary>
    public static RegistryAccess Open(ParseResult given)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. given.UnmatchedTokens])
            .Build();
        return new(new ServiceCollection().AddLogging().AddIotLinkCore().AddRelationalStore(configuration).BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <exception cref="EnvironmentException">There is no such account.</exception>
    public async Task<Viewer> ViewerAsync(string? userName, CancellationToken ct)
    {
        var accounts = await Get<IAccountDirectory>().ListAsync(ct);
        return accounts.FirstOrDefault(a => string.Equals(a.UserName, userName, StringComparison.OrdinalIgnoreCase))?.ToViewer()
            ?? throw new EnvironmentException(userName is null ? "Say in whose name with --as." : $"There is no account '{userName}'.");
    }

    /// <returns>null when the option was not given.</returns>
    public async Task<Viewer?> ApproverAsync(ParseResult given, CancellationToken ct) =>
        given.GetValue(Approver) is { } name ? await ViewerAsync(name, ct) : null;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
