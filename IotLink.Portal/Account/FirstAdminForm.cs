namespace IotLink.Portal.Account;

/// <summary>What the first-administrator form posts.</summary>
public sealed class FirstAdminForm
{
    public string? UserName { get; set; }

    public string? DisplayName { get; set; }

    public string? Password { get; set; }
}
