// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @title A yardstick for gas, not part of the platform and never deployed by it
/// @author Carbon Ledger
/// @notice What a token per unit would cost: OpenZeppelin's ERC-1155 as it is, one id for each serial block. The
/// gas tests measure a transfer of it beside an anchor.
contract ReferenceCredit1155 is ERC1155, Ownable {
    /// @notice Opens the yardstick.
    constructor() ERC1155("") Ownable(msg.sender) {}

    /// @notice Mints units of one id.
    /// @param to Holder
    /// @param id Serial block
    /// @param quantity Units
    function mint(address to, uint256 id, uint256 quantity) external onlyOwner {
        _mint(to, id, quantity, "");
    }
}
