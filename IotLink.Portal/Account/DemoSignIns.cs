using IotLink.Core.Seeds;

namespace IotLink.Portal.Account;

/// <summary>The demo plant's accounts as the sign-in page lists them; none outside Development.</summary>
public sealed record DemoSignIns(IReadOnlyList<DemoSignIn> All)
{
    internal static DemoSignIns OfThePlant() =>
        new([.. DemoPlant.Accounts.Select(a => new DemoSignIn(a.Role, a.UserName, a.DisplayName, DemoPlant.Password))]);
}

/// <summary>One click on the sign-in page.</summary>
public sealed record DemoSignIn(string Role, string UserName, string Name, string Password);
